-- What is done of one call shares keys: each is given its time once.
local expiring = {}
local function expire(key, ttl)
  if expiring[key] then return end
  expiring[key] = true
  redis.call('PEXPIRE', key, ttl)
end
