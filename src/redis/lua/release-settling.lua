--[[
Ends the lease by which entries are asked again.

KEYS 1 holder (string)
ARGV 1 who asks

Returns 1, or 0 when another has it, or nobody
]]
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('UNLINK', KEYS[1])
return 1
