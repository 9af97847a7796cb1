-- KEYS     {id}:m, {id}:b, {id}:c
-- ARGV     a new epoch, title, key hashes, time of creation, the claim under which it was seen that there is no cold copy
--          ('' where there is no cold store)
-- Returns  1, or 0 when there is a board already, -1 when the claim is void. A repeated call (its answer was lost) carries the
--          same epoch: 1 again.
local epoch = redis.call('HGET', KEYS[1], 'e')
if epoch == ARGV[1] then
  -- Whoever waits for replicas afterwards waits for what this connection wrote last.
  redis.call('HSET', KEYS[1], 'e', epoch)
  return 1
end
if epoch then return 0 end
if ARGV[5] ~= '' and redis.call('SISMEMBER', KEYS[3], ARGV[5]) == 0 then return -1 end
redis.call('DEL', KEYS[3])
redis.call('HSET', KEYS[1], 'e', ARGV[1], 's', 0, 'u', ARGV[4])
redis.call('HSET', KEYS[2], 'title', ARGV[2], 'hashes', ARGV[3], 'created', ARGV[4])
return 1
