--[[
Gives one holder the lease by which entries are asked again, or more time to the one that has it. To whom has not had it
until now, all is given back that an earlier one has taken and not settled.

KEYS 1 holder (string)   2 unsettled entries (zset)   3 those that are being settled (zset)
ARGV 1 who asks   2 lease, ms

Returns 1, or 0 when another has it
]]
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if not holder and redis.call('EXISTS', KEYS[3]) == 1 then
  local ttl = math.max(redis.call('PTTL', KEYS[2]), redis.call('PTTL', KEYS[3]))
  redis.call('ZUNIONSTORE', KEYS[2], 2, KEYS[2], KEYS[3], 'AGGREGATE', 'MIN')
  redis.call('UNLINK', KEYS[3])
  redis.call('PEXPIRE', KEYS[2], ttl)
end
return 1
