--[[
Ends polls, each on its own: saves what it learned, plans the next one, frees the lease. Sources whose lease is not the
caller's are left alone, as are those that saw something stored which Redis has lost since; the others of the same call are
finished all the same.

KEYS 1 due   2 leases   3 host load   then for each poll: bucket of the source, the slot of its next poll; then
     witnesses
ARGV for each poll: source id, lease end that the caller holds (ms), state, next poll (ms), '' or letter of a new status
     ('-' for none) with, behind it, the host that it is counted as one of from now on, place of its witness in KEYS or 0

Returns for each poll 1, also when an equal call has finished it before; 0 when its lease ran out or belongs to somebody
else, 2 when its witness is gone, and nothing was written
]]
-- include: source-records
-- include: due-slots
-- include: free-leases
local PER_POLL = 6
local all = {}
for i = 1, #ARGV, PER_POLL do all[#all + 1] = ARGV[i] end
local held = redis.call('ZMSCORE', KEYS[2], unpack(all))

local reply, ids, hosts = {}, {}, {}
local taken = {}
-- Slots are marked in one command: polls that end together have nearly as many.
local marks = {}

-- Nothing of the record but its head is cut out: texts of this length are dear to make.
for i, id in ipairs(all) do
  local at = PER_POLL * (i - 1)
  local key, slotKey = KEYS[2 * i + 2], KEYS[2 * i + 3]
  local leaseEnd, state, nextPollAt, more = ARGV[at + 2], ARGV[at + 3], ARGV[at + 4], ARGV[at + 5]
  local bytes = readBytes(key, id)
  local stateAt = bytes and HEAD + 256 * string.byte(bytes, 14) + string.byte(bytes, 15)
  local isHeld = held[i] and (held[i] == leaseEnd or tonumber(held[i]) == tonumber(leaseEnd))
  local witness = tonumber(ARGV[at + 6])
  local isFounded = witness == 0 or redis.call('EXISTS', KEYS[witness]) == 1
  if bytes and isHeld and not isFounded and not taken[id] then
    reply[i] = 2
  elseif bytes and isHeld and not taken[id] then
    taken[id] = true
    local status, host = string.sub(bytes, 2, 2), string.sub(bytes, 3, 7)
    ids[#ids + 1] = id
    -- The place that is freed is one of the host it was leased under.
    hosts[#hosts + 1] = host
    if #more > 1 then host = string.sub(more, 2) end
    -- A source that was paused during the poll keeps its status and stays out of the slots.
    if status == 'a' then
      local changed = string.sub(more, 1, 1)
      if changed ~= '' and changed ~= '-' then status = changed end
      if status == 'a' then
        redis.call('HSET', slotKey, id, placeIn(host, nextPollAt))
        marks[#marks + 1] = nextPollAt
        marks[#marks + 1] = slotOf(nextPollAt)
      end
    end
    local head = string.char(VERSION) .. status .. host .. struct.pack('>I6', math.floor(nextPollAt * 4))
    redis.call('HSET', key, string.sub(id, 4), head .. string.sub(bytes, 14, stateAt) .. state)
    reply[i] = 1
  else
    reply[i] = bytes and string.sub(bytes, stateAt + 1) == state and 1 or 0
  end
end
if #marks > 0 then redis.call('ZADD', KEYS[1], 'LT', unpack(marks)) end
if #ids > 0 then freeLeases(KEYS[2], KEYS[3], ids, hosts) end
return reply
