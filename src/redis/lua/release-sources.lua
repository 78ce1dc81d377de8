--[[
Hands leased sources back unpolled: they are due again at once, in their old place.

KEYS 1 due   2 leases   3 host load   then for each lease: bucket of the source, the slot of its due time
ARGV for each lease: source id, lease end that the caller holds (ms), due time (ms)

Returns how many were handed back; leases that the caller no longer holds are left alone
]]
-- include: source-records
-- include: due-slots
-- include: free-leases
local ids, hosts, taken = {}, {}, {}
for i = 1, #ARGV / 3 do
  local id, leaseEnd, dueAt = ARGV[3 * i - 2], ARGV[3 * i - 1], ARGV[3 * i]
  local key, slotKey = KEYS[2 * i + 2], KEYS[2 * i + 3]
  local held = redis.call('ZSCORE', KEYS[2], id)
  if held and tonumber(held) == tonumber(leaseEnd) and not taken[id] then
    taken[id] = true
    local source = readSource(key, id)
    ids[#ids + 1] = id
    hosts[#hosts + 1] = source and source.host or ''
    if source and source.status == 'a' then
      source.due = tonumber(dueAt)
      writeSource(key, id, source)
      enterSlot(KEYS[1], slotKey, id, source.host, dueAt)
    end
  end
end
if #ids > 0 then freeLeases(KEYS[2], KEYS[3], ids, hosts) end
return #ids
