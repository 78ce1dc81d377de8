--[[
Appends events to the outbox, each once however often it is named.

KEYS 1 outbox (stream)   then the event (string) of each
ARGV 1 now, ms   2 TTL of an event, ms   then for each: id, type, list ids (JSON), event (JSON)

Returns how many were new
]]
-- include: append-event
local appended = 0
for i = 2, #KEYS do
  local at = 4 * i - 5
  appended = appended
    + appendEvent(KEYS[1], KEYS[i], ARGV[1], ARGV[2], ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3])
end
return appended
