--[[
Ends polls, each on its own: saves what it learned, plans the next one, frees the lease. Sources whose lease is not the
caller's are left alone; the others of the same call are finished all the same.

KEYS 1 due   2 leases   3 host load   then for each poll: bucket of the source, the slot of its next poll
ARGV for each poll: source id, lease end that the caller holds (ms), state, letter of a new status or '', next poll (ms),
     host that it is counted as one of from now on, or ''

Returns for each poll 1, also when an equal call has finished it before; 0 when its lease ran out or belongs to somebody
else and nothing was written
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
-- By slot: polls that end together are often due together again, and are written down in one command.
local slots = {}
local function enter(slotKey, id, host, dueAt)
  local slot = slots[slotKey]
  if not slot then
    slot = { due = tonumber(dueAt), places = {} }
    slots[slotKey] = slot
  end
  slot.due = math.min(slot.due, tonumber(dueAt))
  slot.places[#slot.places + 1] = id
  slot.places[#slot.places + 1] = placeIn(host, dueAt)
end

for i, id in ipairs(all) do
  local at = PER_POLL * (i - 1)
  local key, slotKey = KEYS[2 * i + 2], KEYS[2 * i + 3]
  local state, status, nextPollAt, host = ARGV[at + 3], ARGV[at + 4], ARGV[at + 5], ARGV[at + 6]
  local source = readSource(key, id)
  if source and held[i] and tonumber(held[i]) == tonumber(ARGV[at + 2]) and not taken[id] then
    taken[id] = true
    source.state = state
    source.due = tonumber(nextPollAt)
    ids[#ids + 1] = id
    -- The place that is freed is one of the host it was leased under.
    hosts[#hosts + 1] = source.host
    if host ~= '' then source.host = host end
    -- A source that was paused during the poll keeps its status and stays out of the slots.
    if source.status == 'a' then
      if status ~= '' then source.status = status end
      if source.status == 'a' then enter(slotKey, id, source.host, nextPollAt) end
    end
    writeSource(key, id, source)
    reply[i] = 1
  else
    reply[i] = source and source.state == state and 1 or 0
  end
end
for slotKey, slot in pairs(slots) do
  redis.call('HSET', slotKey, unpack(slot.places))
  markDue(KEYS[1], slot.due)
end
if #ids > 0 then freeLeases(KEYS[2], KEYS[3], ids, hosts) end
return reply
