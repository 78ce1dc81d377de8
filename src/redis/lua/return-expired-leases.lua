--[[
Makes sources due again whose lease has run out, at the end of their lease, and gives their places back to their hosts:
a worker that dies returns what it held by doing nothing.

KEYS 1 due   2 leases   3 host load   then for each source: its bucket, the slot of its lease end
ARGV for each source: id, lease end (ms)

Returns how many were returned; leases that somebody else has returned, ended or taken are left alone
]]
-- include: source-records
-- include: due-slots
-- include: free-leases
local ids, hosts = {}, {}
for i = 1, #ARGV, 2 do
  local id, leaseEnd = ARGV[i], ARGV[i + 1]
  local key, slotKey = KEYS[i + 3], KEYS[i + 4]
  local held = redis.call('ZSCORE', KEYS[2], id)
  if held and tonumber(held) == tonumber(leaseEnd) then
    local source = readSource(key, id)
    ids[#ids + 1] = id
    hosts[#hosts + 1] = source and source.host or ''
    if source and source.status == 'a' then
      source.due = tonumber(leaseEnd)
      writeSource(key, id, source)
      enterSlot(KEYS[1], slotKey, id, source.host, leaseEnd)
    end
  end
end
if #ids > 0 then freeLeases(KEYS[2], KEYS[3], ids, hosts) end
-- Nothing is leased: whatever is still counted is a leftover.
if redis.call('ZCARD', KEYS[2]) == 0 then redis.call('DEL', KEYS[3]) end
return #ids
