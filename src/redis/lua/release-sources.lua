--[[
Hands leased sources back unpolled: they are due again at once, in their old place.

KEYS 1 due   2 leases   3 hosts   4 host load
ARGV for each lease: source id, lease end that the caller holds (ms), due time (ms)

Returns how many were handed back; leases that the caller no longer holds are left alone
]]
-- include: free-lease
local released = 0
for i = 1, #ARGV, 3 do
  local held = redis.call('ZSCORE', KEYS[2], ARGV[i])
  if held and tonumber(held) == tonumber(ARGV[i + 1]) then
    freeLease(KEYS[2], KEYS[3], KEYS[4], ARGV[i])
    redis.call('ZADD', KEYS[1], 'XX', ARGV[i + 2], ARGV[i])
    released = released + 1
  end
end
return released
