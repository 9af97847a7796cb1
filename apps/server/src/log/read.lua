#!lua flags=no-writes
-- The state of a board and entries after a seq, all of one moment.
-- KEYS     {id}:m, {id}:l
-- ARGV     seq after which ('' means the newest snapshot), how many bytes at most (but at least one entry), client
-- Returns  {epoch, head, mark, snapshot, highest n of the client, trimmed, hash of the history, seq of the first entry,
--          {entries}}; no entries when that seq is at or below trimmed: they are in the history; nil when there is no such
--          board
local meta, stream = KEYS[1], KEYS[2]
local most = tonumber(ARGV[2])

local state = redis.call('HMGET', meta, 'e', 's', 'k', 'sn', 'c:' .. ARGV[3], 't', 'h')
if not state[1] then return false end
local snapshot, trimmed = tonumber(state[4] or 0), tonumber(state[6] or 0)
local after = tonumber(ARGV[1]) or snapshot

local base, size, entries = after + 1, 0, {}
local function result()
  return {
    state[1], tonumber(state[2]), state[3] or '', snapshot, tonumber(state[5] or 0), trimmed, state[7] or '', base, entries,
  }
end
if after < trimmed then return result() end

-- A batch has the id of its last entry, so the first batch that is not below `after + 1` holds that entry.
local from = string.format('%d', after + 1)
while true do
  local batches = redis.call('XRANGE', stream, from, '+', 'COUNT', 8)
  for _, batch in ipairs(batches) do
    local newest, fields = tonumber(string.match(batch[1], '^%d+')), batch[2]
    local seq = newest - #fields / 2
    for i = 2, #fields, 2 do
      seq = seq + 1
      if seq > after then
        size = size + #fields[i]
        if #entries == 0 then
          base = seq
        elseif size > most then
          return result()
        end
        entries[#entries + 1] = fields[i]
      end
    end
    from = string.format('%d', newest + 1)
  end
  if #batches < 8 then return result() end
end
