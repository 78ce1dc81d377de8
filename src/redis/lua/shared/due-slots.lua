-- What stands under a source's id in the slot it is due in: five characters for its host, so that a claim looks up
-- nothing, and the milliseconds since the slot began.
local HOST = 5
local SLOT_MS = 500

local function enterSlot(dueKey, slotKey, id, host, dueAt)
  local at = tonumber(dueAt)
  local slot = math.floor(at / SLOT_MS)
  redis.call('HSET', slotKey, id, host .. string.format('%.6g', at - slot * SLOT_MS))
  redis.call('ZADD', dueKey, 'LT', dueAt, string.format('%.0f', slot))
end

-- Of `dueAt` nil nothing is done; a slot that is left empty leaves the order of slots.
local function leaveSlot(dueKey, slotKey, id, dueAt)
  if redis.call('HDEL', slotKey, id) == 1 and redis.call('EXISTS', slotKey) == 0 then
    redis.call('ZREM', dueKey, string.format('%.0f', math.floor(tonumber(dueAt) / SLOT_MS)))
  end
end
