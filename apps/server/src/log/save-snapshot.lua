-- KEYS     {id}:m, {id}:s
-- ARGV     epoch, seq, bytes
-- Returns  1, or 0 when the epoch is another, the log does not go that far, or the newest snapshot is not older; nil when
--          there is no such board
local state = redis.call('HMGET', KEYS[1], 'e', 's', 'sn')
if not state[1] then return false end
local seq = tonumber(ARGV[2])
if state[1] ~= ARGV[1] or seq > tonumber(state[2]) or seq <= tonumber(state[3] or 0) then return 0 end
redis.call('SET', KEYS[2], ARGV[3])
redis.call('HSET', KEYS[1], 'sn', ARGV[2])
return 1
