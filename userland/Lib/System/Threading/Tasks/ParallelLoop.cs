// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace System.Threading.Tasks;

/// <summary>How a loop ended.</summary>
public readonly struct ParallelLoopResult
{
    /// <summary>All iterations ran.</summary>
    public bool IsCompleted { get; internal init; }

    /// <summary>The first iteration that called <see cref="ParallelLoopState.Break"/>; null if none did.</summary>
    public long? LowestBreakIteration { get; internal init; }
}

/// <summary>What an iteration can tell its loop, and what it can ask.</summary>
public sealed class ParallelLoopState
{
    private readonly ParallelLoopFlags _flags;

    internal ParallelLoopState(ParallelLoopFlags flags) => _flags = flags;

    public bool IsStopped => _flags.IsStopped;

    public bool IsExceptional => _flags.IsExceptional;

    public long? LowestBreakIteration => _flags.LowestBreak;

    /// <summary>The loop will end without this iteration, so that it need not come to its own end.</summary>
    public bool ShouldExitCurrentIteration => _flags.IsOver || Iteration > _flags.LowestBreak;

    internal long Iteration { get; set; }

    /// <summary>No more iterations.</summary>
    /// <exception cref="InvalidOperationException">Another has called <see cref="Break"/>.</exception>
    public void Stop() => _flags.Stop();

    /// <summary>No more iterations but those before this one.</summary>
    /// <exception cref="InvalidOperationException">Another has called <see cref="Stop"/>.</exception>
    public void Break() => _flags.Break(Iteration);
}

/// <summary>What all workers of a loop know.</summary>
internal sealed class ParallelLoopFlags
{
    private readonly object _gate = new();
    private long _lowestBreak = long.MaxValue;
    private volatile bool _isStopped;
    private volatile bool _isExceptional;
    private volatile bool _isCancelled;

    internal bool IsStopped => _isStopped;

    internal bool IsExceptional => _isExceptional;

    internal bool IsOver => _isStopped || _isExceptional || _isCancelled;

    internal long? LowestBreak => Volatile.Read(ref _lowestBreak) is var iteration && iteration == long.MaxValue ? null : iteration;

    internal List<Exception> Failures { get; } = [];

    internal ParallelLoopResult Result => new() { IsCompleted = !IsOver && LowestBreak == null, LowestBreakIteration = LowestBreak };

    internal void Stop()
    {
        lock (_gate)
        {
            if (LowestBreak != null) throw new InvalidOperationException("Stop was called after Break was called.");
            _isStopped = true;
        }
    }

    internal void Break(long iteration)
    {
        lock (_gate)
        {
            if (_isStopped) throw new InvalidOperationException("Break was called after Stop was called.");
            if (iteration < _lowestBreak) Volatile.Write(ref _lowestBreak, iteration);
        }
    }

    internal void Cancel() => _isCancelled = true;

    internal void Fail(Exception failure)
    {
        lock (_gate) Failures.Add(failure);
        _isExceptional = true;
    }
}
