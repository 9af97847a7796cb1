-- Where boards stand that this server has, many in one call.
-- KEYS     {id}:m of each
-- Returns  for each epoch, head, mark and seq of the snapshot, as they are kept: false for what there is not
local states = {}
for i, key in ipairs(KEYS) do
  states[i] = redis.call('HMGET', key, 'e', 's', 'k', 'sn')
end
return states
