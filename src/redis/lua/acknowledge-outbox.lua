--[[
Takes items out of the outbox for good: acknowledged and deleted in one step, else a crash between would leave items
that nobody reads and nothing removes.

KEYS 1 outbox (stream)
ARGV 1 group   2… positions

Returns how many were still there
]]
local removed = 0
for i = 2, #ARGV do
  redis.call('XACK', KEYS[1], ARGV[1], ARGV[i])
  removed = removed + redis.call('XDEL', KEYS[1], ARGV[i])
end
return removed
