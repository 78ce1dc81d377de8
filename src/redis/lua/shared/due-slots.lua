-- What stands under a source's id in the slot it is due in: five characters for its host, so that a claim looks up
-- nothing, and the milliseconds since the slot began.
local HOST = 5
local SLOT_MS = 500

-- Whole numbers, which nearly all are, are written ten times faster as such.
local function placeIn(host, dueAt)
  local ms = tonumber(dueAt) % SLOT_MS
  return host .. string.format(ms % 1 == 0 and '%d' or '%.6g', ms)
end

local function slotOf(dueAt) return string.format('%d', math.floor(tonumber(dueAt) / SLOT_MS)) end

-- The slot of a moment is looked at from then on.
local function markDue(dueKey, dueAt)
  redis.call('ZADD', dueKey, 'LT', string.format('%.17g', tonumber(dueAt)), slotOf(dueAt))
end

local function enterSlot(dueKey, slotKey, id, host, dueAt)
  redis.call('HSET', slotKey, id, placeIn(host, dueAt))
  markDue(dueKey, dueAt)
end

-- A slot that is left empty leaves the order of slots.
local function leaveSlot(dueKey, slotKey, id, dueAt)
  if redis.call('HDEL', slotKey, id) == 1 and redis.call('EXISTS', slotKey) == 0 then
    redis.call('ZREM', dueKey, slotOf(dueAt))
  end
end
