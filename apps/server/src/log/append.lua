-- Checks, numbers, stores and publishes one append in one atomic step: so order on the channel is the log's order, and
-- no crash can fall between store and fan-out.
-- KEYS     {id}:m, {id}:l, the channel of the board's namespace
-- ARGV     what stands before and behind the entries in the published message, the time, how many characters of the last
--          entry are its mark, then per group: client, first n, number of entries, and per entry its bytes and the same
--          as base64url
-- Returns  {head, {highest n stored, one per group}}; nil when there is no such board
local meta, stream, channel = KEYS[1], KEYS[2], KEYS[3]
local opening, closing, time, mark_length = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

-- A batch is one element of the stream and one message: small enough that reading a tail never loads much more than asked for.
local batch_entries, batch_bytes = 256, 65536

local state = redis.call('HMGET', meta, 'e', 's')
if not state[1] then return false end
local head = tonumber(state[2])

local batches, batch = {}, nil
local function take(bytes, text)
  if not batch or #batch.texts == batch_entries or batch.size + #bytes > batch_bytes then
    batch = { base = head + 1, size = 0, fields = {}, texts = {} }
    batches[#batches + 1] = batch
  end
  head = head + 1
  batch.size = batch.size + #bytes
  batch.texts[#batch.texts + 1] = text
  batch.fields[#batch.fields + 1] = 'e'
  batch.fields[#batch.fields + 1] = bytes
end

local counters, lasts, at = {}, {}, 5
while at <= #ARGV do
  local client, first, count = ARGV[at], tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
  at = at + 3
  local last = counters[client] or tonumber(redis.call('HGET', meta, 'c:' .. client) or 0)
  local skip = last + 1 - first
  if skip >= 0 and skip < count then
    for i = skip, count - 1 do take(ARGV[at + 2 * i], ARGV[at + 2 * i + 1]) end
    last = first + count - 1
  end
  -- Also where that was known: whoever waits for replicas afterwards waits for what this connection wrote last.
  if last > 0 then counters[client] = last end
  lasts[#lasts + 1] = last
  at = at + 2 * count
end

-- The stream first: it refuses an id that is not above its newest, and then nothing has been written yet.
for _, b in ipairs(batches) do
  local newest = b.base + #b.texts - 1
  redis.call('XADD', stream, string.format('%d-0', newest), unpack(b.fields))
end
if batch then
  local mark = string.sub(batch.texts[#batch.texts], 1, tonumber(mark_length))
  redis.call('HSET', meta, 's', string.format('%d', head), 'k', mark, 'u', time)
end
for client, last in pairs(counters) do
  redis.call('HSET', meta, 'c:' .. client, string.format('%d', last))
end
for _, b in ipairs(batches) do
  local entries = string.format('%d,["', b.base) .. table.concat(b.texts, '","') .. '"]'
  redis.call('SPUBLISH', channel, opening .. entries .. closing)
end
return { head, lasts }
