-- Stores a file of a board if there is room for it. Returns 1 when it is stored, also from before, and 0 when not.
-- KEYS: sizes of the board's files, the file. ARGV: its id, its bytes, the most that the board's files may come to.
local size = #ARGV[2]
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then
  -- Whoever waits for replicas afterwards waits for what this connection wrote last.
  redis.call('HSET', KEYS[1], ARGV[1], size)
  return 1
end
local sum = size
for _, stored in ipairs(redis.call('HVALS', KEYS[1])) do
  sum = sum + tonumber(stored)
end
if sum > tonumber(ARGV[3]) then
  return 0
end
redis.call('SET', KEYS[2], ARGV[2])
redis.call('HSET', KEYS[1], ARGV[1], size)
return 1
