package dev.ponder.runtime.quota;

/**
 * What a request asks of the limits of its client: one request, and an estimate of what it will use.
 *
 * @param id unique among all servers that share a store
 * @param client the name under which the store counts
 * @param tokens the estimated number of tokens, prompt and completion, of all calls
 * @param spending the estimated spending, in the unit of the budget
 * @param parallelCalls how many upstream calls it would make at a time, 1 or more
 */
public record QuotaClaim(String id, String client, QuotaLimits limits, long tokens, long spending, int parallelCalls) {}
