-- Ends the lease of `id` and gives its place back to its host.
local function freeLease(leases, hosts, hostLoad, id)
  if redis.call('ZREM', leases, id) == 0 then return end
  local host = redis.call('HGET', hosts, id) or ''
  if redis.call('HINCRBY', hostLoad, host, -1) <= 0 then redis.call('HDEL', hostLoad, host) end
end
