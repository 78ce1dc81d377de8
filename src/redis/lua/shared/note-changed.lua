local CHANGES_CAP = 1000

-- Tells whoever keeps stories which are others now: of each `<id> <version>`.
local function noteChanged(log, changed, ttl)
  if #changed == 0 then return end
  redis.call('XADD', log, 'MAXLEN', '~', CHANGES_CAP, '*', 'stories', table.concat(changed, ' '))
  redis.call('PEXPIRE', log, ttl)
end
