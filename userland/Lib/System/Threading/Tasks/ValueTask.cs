// SPDX-License-Identifier: MIT
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace System.Threading.Tasks;

/// <summary>A task, or nothing where the work was done at once. To be awaited once.</summary>
[AsyncMethodBuilder(typeof(AsyncValueTaskMethodBuilder))]
public readonly struct ValueTask : IEquatable<ValueTask>
{
    // Null, a Task, or an IValueTaskSource.
    private readonly object? _work;
    private readonly short _token;

    public ValueTask(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        _work = task;
    }

    public ValueTask(IValueTaskSource source, short token)
    {
        ArgumentNullException.ThrowIfNull(source);
        _work = source;
        _token = token;
    }

    public static ValueTask CompletedTask => default;

    public bool IsCompleted => Status != ValueTaskSourceStatus.Pending;

    public bool IsCompletedSuccessfully => Status == ValueTaskSourceStatus.Succeeded;

    public bool IsFaulted => Status == ValueTaskSourceStatus.Faulted;

    public bool IsCanceled => Status == ValueTaskSourceStatus.Canceled;

    private ValueTaskSourceStatus Status => _work switch
    {
        null => ValueTaskSourceStatus.Succeeded,
        Task task => task.SourceStatus,
        _ => ((IValueTaskSource)_work).GetStatus(_token),
    };

    public static ValueTask<TResult> FromResult<TResult>(TResult result) => new(result);

    public static ValueTask FromException(Exception exception) => new(Task.FromException(exception));

    public static ValueTask<TResult> FromException<TResult>(Exception exception) => new(Task.FromException<TResult>(exception));

    public static ValueTask FromCanceled(CancellationToken cancellationToken) => new(Task.FromCanceled(cancellationToken));

    public static ValueTask<TResult> FromCanceled<TResult>(CancellationToken cancellationToken) => new(Task.FromCanceled<TResult>(cancellationToken));

    public Task AsTask() => _work switch
    {
        null => Task.CompletedTask,
        Task task => task,
        _ => Follow(this),
    };

    public ValueTask Preserve() => _work == null ? this : new ValueTask(AsTask());

    public ValueTaskAwaiter GetAwaiter() => new(this);

    public ConfiguredValueTaskAwaitable ConfigureAwait(bool continueOnCapturedContext) => new(this);

    public bool Equals(ValueTask other) => _work == other._work && _token == other._token;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ValueTask other && Equals(other);

    public override int GetHashCode() => _work == null ? 0 : _work.GetHashCode();

    public static bool operator ==(ValueTask left, ValueTask right) => left.Equals(right);

    public static bool operator !=(ValueTask left, ValueTask right) => !left.Equals(right);

    internal void GetResult()
    {
        if (_work is Task task) task.GetAwaiter().GetResult();
        else if (_work != null) ((IValueTaskSource)_work).GetResult(_token);
    }

    internal void OnCompleted(Action continuation)
    {
        if (_work is IValueTaskSource source) source.OnCompleted(static action => ((Action)action!)(), continuation, _token, ValueTaskSourceOnCompletedFlags.None);
        else AsTask().OnCompleted(continuation);
    }

    private static async Task Follow(ValueTask task) => await task;
}
