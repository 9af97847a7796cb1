#!lua flags=no-writes
-- KEYS     {id}:m, {id}:s
-- Returns  {epoch, seq, bytes}, bytes nil when there is no snapshot; nil when there is no such board
local state = redis.call('HMGET', KEYS[1], 'e', 'sn')
if not state[1] then return false end
return { state[1], tonumber(state[2] or 0), redis.call('GET', KEYS[2]) }
