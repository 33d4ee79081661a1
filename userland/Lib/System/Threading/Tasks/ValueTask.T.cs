// SPDX-License-Identifier: MIT
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace System.Threading.Tasks;

/// <summary>A task, or its result where the work was done at once. To be awaited once.</summary>
[AsyncMethodBuilder(typeof(AsyncValueTaskMethodBuilder<>))]
public readonly struct ValueTask<TResult> : IEquatable<ValueTask<TResult>>
{
    // Null if there is a result, a Task<TResult>, or an IValueTaskSource<TResult>.
    private readonly object? _work;
    private readonly TResult _result;
    private readonly short _token;

    public ValueTask(TResult result) => _result = result;

    public ValueTask(Task<TResult> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        _work = task;
        _result = default!;
    }

    public ValueTask(IValueTaskSource<TResult> source, short token)
    {
        ArgumentNullException.ThrowIfNull(source);
        _work = source;
        _token = token;
        _result = default!;
    }

    public bool IsCompleted => Status != ValueTaskSourceStatus.Pending;

    public bool IsCompletedSuccessfully => Status == ValueTaskSourceStatus.Succeeded;

    public bool IsFaulted => Status == ValueTaskSourceStatus.Faulted;

    public bool IsCanceled => Status == ValueTaskSourceStatus.Canceled;

    private ValueTaskSourceStatus Status => _work switch
    {
        null => ValueTaskSourceStatus.Succeeded,
        Task<TResult> task => task.SourceStatus,
        _ => ((IValueTaskSource<TResult>)_work).GetStatus(_token),
    };

    public TResult Result => _work switch
    {
        null => _result,
        Task<TResult> task => task.GetAwaiter().GetResult(),
        _ => ((IValueTaskSource<TResult>)_work).GetResult(_token),
    };

    public Task<TResult> AsTask() => _work switch
    {
        null => Task.FromResult(_result),
        Task<TResult> task => task,
        _ => Follow(this),
    };

    public ValueTask<TResult> Preserve() => _work == null ? this : new ValueTask<TResult>(AsTask());

    public ValueTaskAwaiter<TResult> GetAwaiter() => new(this);

    public ConfiguredValueTaskAwaitable<TResult> ConfigureAwait(bool continueOnCapturedContext) => new(this);

    public bool Equals(ValueTask<TResult> other) => _work == null && other._work == null
        ? Collections.Generic.EqualityComparer<TResult>.Default.Equals(_result, other._result)
        : _work == other._work && _token == other._token;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ValueTask<TResult> other && Equals(other);

    public override int GetHashCode() => _work != null ? _work.GetHashCode() : _result == null ? 0 : _result.GetHashCode();

    public override string? ToString() => IsCompletedSuccessfully ? Result?.ToString() : "";

    public static bool operator ==(ValueTask<TResult> left, ValueTask<TResult> right) => left.Equals(right);

    public static bool operator !=(ValueTask<TResult> left, ValueTask<TResult> right) => !left.Equals(right);

    internal void OnCompleted(Action continuation)
    {
        if (_work is IValueTaskSource<TResult> source) source.OnCompleted(static action => ((Action)action!)(), continuation, _token, ValueTaskSourceOnCompletedFlags.None);
        else AsTask().OnCompleted(continuation);
    }

    private static async Task<TResult> Follow(ValueTask<TResult> task) => await task;
}
