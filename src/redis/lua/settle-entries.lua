--[[
Notes that entries were asked again. One that has been marked meanwhile is still to be asked.

KEYS 1 holder (string)   2 entries that are being settled (zset)
ARGV 1 who asks   then ids

Returns how many were being settled; 0, with nothing noted, when another has the lease, or nobody: what was taken is
another's to ask by then
]]
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('ZREM', KEYS[2], unpack(ARGV, 2))
