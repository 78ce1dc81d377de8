--[[
Replaces a source's declaration if it is still what the caller read.

KEYS 1 bucket of the source
ARGV 1 source id   2 declaration as read   3 the new one

Returns 'replaced', also when it is the new one already
        'stale' when it is another; nothing is written
]]
-- include: source-records
local source = readSource(KEYS[1], ARGV[1])
if source and source.declaration == ARGV[3] then return 'replaced' end
if not source or source.declaration ~= ARGV[2] then return 'stale' end
source.declaration = ARGV[3]
writeSource(KEYS[1], ARGV[1], source)
return 'replaced'
