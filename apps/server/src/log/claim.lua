-- To be called before the cold copy of a board is read. Whatever makes the board hot voids all claims, so a copy that was
-- read before the board was hot once more can never take the place of what was stored then.
-- KEYS     {id}:m, {id}:c
-- ARGV     a new token, seconds that the claim lasts
-- Returns  1, or 0 when the board is hot
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('SADD', KEYS[2], ARGV[1])
redis.call('EXPIRE', KEYS[2], ARGV[2])
return 1
