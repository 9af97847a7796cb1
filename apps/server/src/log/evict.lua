-- Removes a board whose cold copy is written, if nothing happened to it since that was taken.
-- KEYS     {id}:m, {id}:l, {id}:s, {id}:b, {id}:h
-- ARGV     epoch, head, title and key hashes, as they are in the copy
-- Returns  1, or 0 and nothing changed
local state = redis.call('HMGET', KEYS[1], 'e', 's')
if state[1] ~= ARGV[1] or state[2] ~= ARGV[2] then return 0 end
local description = redis.call('HMGET', KEYS[4], 'title', 'hashes')
if description[1] ~= ARGV[3] or description[2] ~= ARGV[4] then return 0 end
-- Somebody has come meanwhile.
if redis.call('EXISTS', KEYS[5]) == 1 then return 0 end
redis.call('UNLINK', KEYS[1], KEYS[2], KEYS[3], KEYS[4])
return 1
