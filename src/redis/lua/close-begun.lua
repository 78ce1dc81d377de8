--[[
Tells who may have been asked of leases that have run out, and sees to it that nobody else is asked under them: a worker
that was frozen and wakes up is told so when it notes the next ones.

KEYS who may have been asked (string: ids, each with a blank behind it), for each time at which leases ended
ARGV 1 time to keep it, ms

Returns these strings
]]
local reply = {}
for i, key in ipairs(KEYS) do
  redis.call('APPEND', key, '!')
  redis.call('PEXPIRE', key, ARGV[1])
  reply[i] = redis.call('GET', key)
end
return reply
