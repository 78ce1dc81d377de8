-- Puts an event into the outbox unless it was there before. Items whose payload has expired by now are trimmed:
-- nobody could deliver them. `listIds` and `json` are JSON.
local function appendEvent(outbox, key, now, ttl, id, type, listIds, json)
  if not redis.call('SET', key, json, 'NX', 'PX', ttl) then return 0 end
  local oldest = string.format('%.0f', math.max(0, tonumber(now) - tonumber(ttl)))
  redis.call('XADD', outbox, 'MINID', '~', oldest, '*', 'id', id, 'type', type, 'lists', listIds)
  return 1
end
