-- Ends leases that are held and gives their places back to their hosts.
local function freeLeases(leases, hostLoad, ids, hosts)
  redis.call('ZREM', leases, unpack(ids))
  local freed, names = {}, {}
  for i = 1, #ids do
    local host = hosts[i]
    if not freed[host] then
      freed[host] = 0
      names[#names + 1] = host
    end
    freed[host] = freed[host] + 1
  end
  local loads = redis.call('HMGET', hostLoad, unpack(names))
  local left, idle = {}, {}
  for i = 1, #names do
    local load = (tonumber(loads[i]) or 0) - freed[names[i]]
    if load > 0 then
      left[#left + 1] = names[i]
      left[#left + 1] = load
    else
      idle[#idle + 1] = names[i]
    end
  end
  if #left > 0 then redis.call('HSET', hostLoad, unpack(left)) end
  if #idle > 0 then redis.call('HDEL', hostLoad, unpack(idle)) end
end
