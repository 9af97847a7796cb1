-- Takes entries out of the stream that are in the history now.
-- KEYS     {id}:m, {id}:l
-- ARGV     epoch, where the history ended, where it ends now, its hash now
-- Returns  1, or 0 and nothing changed when the epoch is another, the history did not end there (somebody else was faster),
--          or there is no snapshot that far, or nothing would be left; nil when there is no such board
local state = redis.call('HMGET', KEYS[1], 'e', 's', 'sn', 't')
if not state[1] then return false end
local from, to = tonumber(ARGV[2]), tonumber(ARGV[3])
if state[1] ~= ARGV[1] or from ~= tonumber(state[4] or 0) or to <= from then return 0 end
if to > tonumber(state[3] or 0) or to >= tonumber(state[2]) then return 0 end
redis.call('HSET', KEYS[1], 't', ARGV[3], 'h', ARGV[4])
-- A batch has the id of its last entry: one that goes beyond stays whole.
redis.call('XTRIM', KEYS[2], 'MINID', '=', string.format('%d', to + 1))
return 1
