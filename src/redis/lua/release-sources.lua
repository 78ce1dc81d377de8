--[[
Hands leased sources back unpolled: they are due again at once, in their old place.

KEYS 1 due   2 leases   3 hosts   4 host load
ARGV for each lease: source id, lease end that the caller holds (ms), due time (ms)

Returns how many were handed back; leases that the caller no longer holds are left alone
]]
-- include: free-leases
local ids, due, taken = {}, {}, {}
for i = 1, #ARGV, 3 do
  local id = ARGV[i]
  local held = redis.call('ZSCORE', KEYS[2], id)
  if held and tonumber(held) == tonumber(ARGV[i + 1]) and not taken[id] then
    taken[id] = true
    ids[#ids + 1] = id
    due[#due + 1] = ARGV[i + 2]
    due[#due + 1] = id
  end
end
if #ids > 0 then
  freeLeases(KEYS[2], KEYS[3], KEYS[4], ids)
  redis.call('ZADD', KEYS[1], 'XX', unpack(due))
end
return #ids
