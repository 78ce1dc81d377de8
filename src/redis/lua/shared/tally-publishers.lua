-- Records of publishers, by what a plan adds to them. Of the including script: `all`, with `begunCap`, `publisherCap` and
-- `publisherTtl`, and `expire`.
local BEGUN_TTL_MS = 172800000

-- Whether there is a record, or one may be begun.
local function mayTally(plan, record, begun)
  if not plan.carrier or redis.call('EXISTS', record) == 1 then return true end
  local count = redis.call('HINCRBY', begun, plan.carrier, 1)
  redis.call('PEXPIRE', begun, BEGUN_TTL_MS)
  return count <= tonumber(all.begunCap)
end

local function tally(plan, KEY, after)
  local isTallied = #plan.tallies > 0 and mayTally(plan, KEY(after + 1), KEY(after + #plan.tallies + 2))
  for i, each in ipairs(plan.tallies) do
    local key = KEY(after + i)
    -- Whoever was first has a record, unless none could be begun.
    if i == 1 and isTallied or i > 1 and redis.call('EXISTS', key) == 1 then
      redis.call('HSET', key, 'name', each.name)
      for field = 1, #each.counts, 2 do redis.call('HINCRBY', key, each.counts[field], each.counts[field + 1]) end
      expire(key, all.publisherTtl)
    end
  end
  if isTallied then
    local entries = KEY(after + #plan.tallies + 1)
    redis.call('ZADD', entries, plan.reportedAt, plan.entryId)
    redis.call('ZREMRANGEBYRANK', entries, 0, -1 - tonumber(all.publisherCap))
    expire(entries, all.publisherTtl)
  end
end
