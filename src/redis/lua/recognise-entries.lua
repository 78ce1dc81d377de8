--[[
Tells what of a document is known, so that only the rest is sent: nine in ten entries of a changed document are as they
were. A mark that ends in `+` says that a story holds this very content; with it the entry itself is not looked at.

Leaves new and changed entries to `admit-entries`, which decides anew.

KEYS 1 seen (hash of marks, see `shared/seen-marks.lua`)   then the entry (hash) of each
ARGV 1 day, base 36   then for each entry: id, content hash

Returns for each entry 0 known, 1 known and waits for a story, 2 expired and unchanged, 3 to be admitted
]]
-- include: seen-marks
local day = ARGV[1]
local total = #KEYS - 1
if total == 0 then return {} end

local ids = {}
for i = 1, total do ids[i] = markKey(ARGV[2 * i]) end
local before = redis.call('HMGET', KEYS[1], unpack(ids))

local reply, marks = {}, {}
for i = 1, total do
  local hash = ARGV[2 * i + 1]
  local mark = markOf(hash, day)
  local settled = mark .. '+'
  if before[i] == settled then
    reply[i] = 0
  else
    local held = redis.call('HMGET', KEYS[i + 1], 'contentHash', 'clustered')
    if held[1] == hash then
      reply[i] = held[2] == hash and 0 or 1
      if held[2] == hash then mark = settled end
    elseif not held[1] and holds(before[i], hash) then
      reply[i] = 2
    else
      reply[i] = 3
    end
    if reply[i] ~= 3 and before[i] ~= mark then
      marks[#marks + 1] = ids[i]
      marks[#marks + 1] = mark
    end
  end
end
if #marks > 0 then redis.call('HSET', KEYS[1], unpack(marks)) end
return reply
