// SPDX-License-Identifier: MIT
namespace System.Threading.Tasks;

// Tasks out of delegates, results, failures and time.
public partial class Task
{
    public static Task Run(Action action, CancellationToken cancellationToken = default) =>
        Begin(new Task(action, cancellationToken, TaskCreationOptions.DenyChildAttach));

    public static Task<TResult> Run<TResult>(Func<TResult> function, CancellationToken cancellationToken = default) =>
        Begin(new Task<TResult>(function, cancellationToken, TaskCreationOptions.DenyChildAttach));

    public static Task Run(Func<Task?> function, CancellationToken cancellationToken = default) => TaskExtensions.Unwrap(Run<Task>(function!, cancellationToken), isBody: true);

    public static Task<TResult> Run<TResult>(Func<Task<TResult>?> function, CancellationToken cancellationToken = default) =>
        TaskExtensions.Unwrap(Run<Task<TResult>>(function!, cancellationToken), isBody: true);

    public static Task<TResult> FromResult<TResult>(TResult result)
    {
        Task<TResult> task = new(null, TaskCreationOptions.None);
        _ = task.TrySetResult(result);
        return task;
    }

    public static Task FromException(Exception exception) => FromException<VoidResult>(exception);

    public static Task<TResult> FromException<TResult>(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Task<TResult> task = new(null, TaskCreationOptions.None);
        _ = task.TryFail(exception);
        return task;
    }

    public static Task FromCanceled(CancellationToken cancellationToken) => FromCanceled<VoidResult>(cancellationToken);

    public static Task<TResult> FromCanceled<TResult>(CancellationToken cancellationToken)
    {
        if (!cancellationToken.IsCancellationRequested) throw new ArgumentOutOfRangeException(nameof(cancellationToken));

        Task<TResult> task = new(null, TaskCreationOptions.None);
        _ = task.TryCancel(cancellationToken);
        return task;
    }

    public static Task Delay(TimeSpan delay, CancellationToken cancellationToken = default)
    {
        long milliseconds = (long)delay.TotalMilliseconds;
        if (milliseconds is < -1 or > uint.MaxValue - 1)
        {
            throw new ArgumentOutOfRangeException(nameof(delay), "The value needs to translate in milliseconds to -1 (signifying an infinite timeout), 0, or a positive integer less than or equal to the maximum allowed timer duration.");
        }

        return DelayFor(milliseconds, cancellationToken);
    }

    public static Task Delay(int millisecondsDelay) => Delay(millisecondsDelay, CancellationToken.None);

    public static Task Delay(int millisecondsDelay, CancellationToken cancellationToken)
    {
        if (millisecondsDelay < -1)
        {
            throw new ArgumentOutOfRangeException(nameof(millisecondsDelay), "The value needs to be either -1 (signifying an infinite timeout), 0 or a positive integer.");
        }

        return DelayFor(millisecondsDelay, cancellationToken);
    }

    /// <summary>As this task, or failed with <see cref="TimeoutException"/>, or cancelled, whichever comes first.</summary>
    public Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken = default) => Mirror(this, new Task<VoidResult>(null, TaskCreationOptions.None), Timeout.ToMilliseconds(timeout), cancellationToken);

    public Task WaitAsync(CancellationToken cancellationToken) => WaitAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    private protected static TTask Mirror<TTask>(Task task, TTask mirror, int milliseconds, CancellationToken token)
        where TTask : Task
    {
        Timer? timer = milliseconds < 0 ? null : new Timer(_ => mirror.TryFail(new TimeoutException()), null, milliseconds, Timeout.Infinite);
        CancellationTokenRegistration registration = token.Register(() => mirror.TryCancel(token));
        mirror.OnCompleted(() =>
        {
            timer?.Dispose();
            _ = registration.Unregister();
        });
        task.OnCompleted(() => mirror.TryFinishLike(task));
        return mirror;
    }

    internal static TTask Begin<TTask>(TTask task)
        where TTask : Task
    {
        if (!task.IsCompleted) task.Schedule();
        return task;
    }

    private static Task DelayFor(long milliseconds, CancellationToken token)
    {
        if (token.IsCancellationRequested) return FromCanceled(token);
        if (milliseconds == 0) return CompletedTask;

        Task<VoidResult> delay = new(null, TaskCreationOptions.None);
        Timer timer = new(static task => ((Task)task!).TrySucceed(), delay, milliseconds, Timeout.Infinite);
        if (!token.CanBeCanceled) return delay;

        CancellationTokenRegistration registration = token.Register(() =>
        {
            timer.Dispose();
            _ = delay.TryCancel(token);
        });
        delay.OnCompleted(() => registration.Unregister());
        return delay;
    }
}
