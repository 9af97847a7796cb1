#!lua flags=no-writes
-- All that is kept of a board, of one moment: what a cold copy is made of.
-- KEYS     {id}:m, {id}:l, {id}:s, {id}:b
-- ARGV     how many entries and how many bytes of them at most
-- Returns  {{fields of meta}, {fields of description}, snapshot or nil, {entries that are not in the history}}; 0 when they are
--          more than that; nil when there is no such board
local state = redis.call('HMGET', KEYS[1], 'e', 's', 't')
if not state[1] then return false end
local head, trimmed = tonumber(state[2]), tonumber(state[3] or 0)
local most = tonumber(ARGV[2])
if head - trimmed > tonumber(ARGV[1]) then return 0 end

local size, entries = 0, {}
local from = string.format('%d', trimmed + 1)
while true do
  local batches = redis.call('XRANGE', KEYS[2], from, '+', 'COUNT', 8)
  for _, batch in ipairs(batches) do
    local newest, fields = tonumber(string.match(batch[1], '^%d+')), batch[2]
    local seq = newest - #fields / 2
    for i = 2, #fields, 2 do
      seq = seq + 1
      if seq > trimmed then
        size = size + #fields[i]
        if size > most then return 0 end
        entries[#entries + 1] = fields[i]
      end
    end
    from = string.format('%d', newest + 1)
  end
  if #batches < 8 then break end
end
return { redis.call('HGETALL', KEYS[1]), redis.call('HGETALL', KEYS[4]), redis.call('GET', KEYS[3]), entries }
