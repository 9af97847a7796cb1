-- Makes a board hot again from its cold copy.
-- KEYS     {id}:m, {id}:l, {id}:s, {id}:b, {id}:c, {id}:h
-- ARGV     claim, seconds that nobody may evict it, seq before the first entry, snapshot ('' for none), number of values of
--          meta, these, number of values of description, these, entries
-- Returns  1, or 0 and nothing changed when the board is hot or the claim is void
local meta, stream, snapshot, description, claims, lease = unpack(KEYS)
if redis.call('EXISTS', meta) == 1 then return 0 end
if redis.call('SISMEMBER', claims, ARGV[1]) == 0 then return 0 end
redis.call('UNLINK', claims, stream, snapshot, description)

local at = 5
local function put(key)
  local last = at + tonumber(ARGV[at])
  for i = at + 1, last, 2 do redis.call('HSET', key, ARGV[i], ARGV[i + 1]) end
  at = last + 1
end
put(meta)
put(description)
if ARGV[4] ~= '' then redis.call('SET', snapshot, ARGV[4]) end

-- As in append.lua: a batch is one element of the stream, under the seq of its last entry.
local batch_entries, batch_bytes = 256, 65536
local seq, fields, size = tonumber(ARGV[3]), {}, 0
local function flush()
  if #fields > 0 then redis.call('XADD', stream, string.format('%d-0', seq), unpack(fields)) end
  fields, size = {}, 0
end
for i = at, #ARGV do
  if #fields == 2 * batch_entries or size + #ARGV[i] > batch_bytes then flush() end
  fields[#fields + 1] = 'e'
  fields[#fields + 1] = ARGV[i]
  size = size + #ARGV[i]
  seq = seq + 1
end
flush()
redis.call('SET', lease, 1, 'EX', ARGV[2])
return 1
