--[[
Ends leases that have run out and gives their places back to their hosts: a worker that dies returns what it held by
doing nothing. Sources are due again when the caller says, since a worker may have asked before it died.

KEYS 1 due   2 leases   3 host load   then for each lease: bucket of the source, the slot of its next poll
ARGV for each lease: source id, lease end (ms), state or '' of a source that is not declared any more, next poll (ms)

Returns for each lease 1; 0 where somebody else has ended or taken it, and nothing was written
]]
-- include: source-records
-- include: due-slots
-- include: free-leases
local PER_LEASE = 4
local reply, ids, hosts = {}, {}, {}
for i = 1, #ARGV / PER_LEASE do
  local at = PER_LEASE * (i - 1)
  local id, leaseEnd, state, nextPollAt = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4]
  local key, slotKey = KEYS[2 * i + 2], KEYS[2 * i + 3]
  local held = redis.call('ZSCORE', KEYS[2], id)
  reply[i] = 0
  if held and tonumber(held) == tonumber(leaseEnd) then
    local source = readSource(key, id)
    reply[i] = 1
    ids[#ids + 1] = id
    hosts[#hosts + 1] = source and source.host or ''
    if source and state ~= '' then
      source.state = state
      source.due = tonumber(nextPollAt)
      if source.status == 'a' then enterSlot(KEYS[1], slotKey, id, source.host, nextPollAt) end
      writeSource(key, id, source)
    end
  end
end
if #ids > 0 then freeLeases(KEYS[2], KEYS[3], ids, hosts) end
-- Nothing is leased: whatever is still counted is a leftover.
if redis.call('ZCARD', KEYS[2]) == 0 then redis.call('DEL', KEYS[3]) end
return reply
