-- Checks, numbers, stores and publishes one append in one atomic step: so order on the channel is the log's order, and
-- no crash can fall between store and fan-out.
-- KEYS     {id}:m, {id}:l, the channel of the board's namespace
-- ARGV     what stands before and behind the arguments of the two events that may be published: a live batch, a head; the
--          time; the batch's time in digits; how far the log went when it was last heard of; then per group: client,
--          first n, number of entries, the seq of the entry that it is told by (0: none), how it stands in a live batch,
--          the mark of its last entry, and the bytes of each entry
-- Returns  {head, {highest n stored, one per group}, {entries stored, one per group}}; nil when there is no such board
local meta, stream, channel = KEYS[1], KEYS[2], KEYS[3]
local batch_opening, head_opening, closing = ARGV[1], ARGV[2], ARGV[3]
local time, batch_time, known_head = ARGV[4], ARGV[5], tonumber(ARGV[6])

-- One element of the stream: small enough that reading a tail never loads much more than asked for.
local batch_entries, batch_bytes = 256, 65536

-- As packages/protocol/src/codec/digits.ts does it.
local alphabet = {}
for code = 32, 126 do
  if code ~= 34 and code ~= 92 then alphabet[#alphabet + 1] = string.char(code) end
end
local radix = #alphabet
local function digits(value, lead, more)
  local text = ''
  for _ = 1, more do
    text = alphabet[value % radix + 1] .. text
    value = math.floor(value / radix)
  end
  return alphabet[lead + value + 1] .. text
end
local classes = { { 0, 78, 0 }, { 78, 12, 1 }, { 90, 1, 2 }, { 91, 1, 3 }, { 92, 1, 8 } }
local function number(value)
  for _, class in ipairs(classes) do
    local size = class[2] * radix ^ class[3]
    if value < size then return digits(value, class[1], class[3]) end
    value = value - size
  end
end

local state = redis.call('HMGET', meta, 'e', 's')
if not state[1] then return false end
local before = tonumber(state[2])
local head, mark = before, nil

local elements, element = {}, nil
local function take(bytes)
  if not element or element.count == batch_entries or element.size + #bytes > batch_bytes then
    element = { size = 0, count = 0, fields = {} }
    elements[#elements + 1] = element
  end
  head = head + 1
  element.newest = head
  element.size = element.size + #bytes
  element.count = element.count + 1
  element.fields[#element.fields + 1] = 'e'
  element.fields[#element.fields + 1] = bytes
end

-- A group in a live batch is right where all of it is stored, and the log is the one that it was made for.
local messages, message = {}, nil
local tellable = before >= known_head
local function tell(seq, ref, body)
  if not tellable or ref >= seq then
    tellable = false
    return
  end
  if not message or message.size > batch_bytes then
    message = { size = 0, groups = { number(seq) .. batch_time } }
    messages[#messages + 1] = message
  end
  local distance = ref == 0 and 0 or seq - ref
  message.groups[#message.groups + 1] = number(distance) .. body
  message.size = message.size + #body
end

local counters, lasts, counts, at = {}, {}, {}, 7
while at <= #ARGV do
  local client, first, count = ARGV[at], tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
  local last = counters[client] or tonumber(redis.call('HGET', meta, 'c:' .. client) or 0)
  local skip = last + 1 - first
  local stored = 0
  if skip >= 0 and skip < count then
    stored = count - skip
    if skip > 0 then tellable = false end
    tell(head + 1, tonumber(ARGV[at + 3]), ARGV[at + 4])
    for i = skip, count - 1 do take(ARGV[at + 6 + i]) end
    mark = ARGV[at + 5]
    last = first + count - 1
  end
  -- Also where that was known: whoever waits for replicas afterwards waits for what this connection wrote last.
  if last > 0 then counters[client] = last end
  lasts[#lasts + 1] = last
  counts[#counts + 1] = stored
  at = at + 6 + count
end

-- The stream first: it refuses an id that is not above its newest, and then nothing has been written yet.
for _, e in ipairs(elements) do
  redis.call('XADD', stream, string.format('%d-0', e.newest), unpack(e.fields))
end
if mark then
  redis.call('HSET', meta, 's', string.format('%d', head), 'k', mark, 'u', time)
end
for client, last in pairs(counters) do
  redis.call('HSET', meta, 'c:' .. client, string.format('%d', last))
end
if tellable then
  for _, m in ipairs(messages) do
    redis.call('SPUBLISH', channel, batch_opening .. '"' .. table.concat(m.groups) .. '"' .. closing)
  end
elseif mark then
  -- Whoever hears it reads what is new.
  local news = string.format('"%s",%d,"%s"', state[1], head, mark)
  redis.call('SPUBLISH', channel, head_opening .. news .. closing)
end
return { head, lasts, counts }
