// SPDX-License-Identifier: MIT
using System.Threading;
using System.Threading.Tasks;

namespace System.Runtime.CompilerServices;

/// <summary>What <c>await</c> uses of a task.</summary>
public readonly struct TaskAwaiter : ICriticalNotifyCompletion
{
    private readonly Task _task;

    internal TaskAwaiter(Task task) => _task = task;

    public bool IsCompleted => _task.IsCompleted;

    public void OnCompleted(Action continuation) => _task.OnCompleted(ExecutionContext.Bind(continuation));

    public void UnsafeOnCompleted(Action continuation) => _task.OnCompleted(continuation);

    public void GetResult() => _task.CompleteAwait();
}

public readonly struct TaskAwaiter<TResult> : ICriticalNotifyCompletion
{
    private readonly Task<TResult> _task;

    internal TaskAwaiter(Task<TResult> task) => _task = task;

    public bool IsCompleted => _task.IsCompleted;

    public void OnCompleted(Action continuation) => _task.OnCompleted(ExecutionContext.Bind(continuation));

    public void UnsafeOnCompleted(Action continuation) => _task.OnCompleted(continuation);

    public TResult GetResult()
    {
        _task.CompleteAwait();
        return _task.ResultOnSuccess;
    }
}

/// <summary>What <c>await task.ConfigureAwait(…)</c> uses.</summary>
public readonly struct ConfiguredTaskAwaitable
{
    private readonly ConfiguredTaskAwaiter _awaiter;

    internal ConfiguredTaskAwaitable(Task task, ConfigureAwaitOptions options) => _awaiter = new ConfiguredTaskAwaiter(task, options);

    public ConfiguredTaskAwaiter GetAwaiter() => _awaiter;

    public readonly struct ConfiguredTaskAwaiter : ICriticalNotifyCompletion
    {
        private readonly Task _task;
        private readonly ConfigureAwaitOptions _options;

        internal ConfiguredTaskAwaiter(Task task, ConfigureAwaitOptions options)
        {
            _task = task;
            _options = options;
        }

        public bool IsCompleted => (_options & ConfigureAwaitOptions.ForceYielding) == 0 && _task.IsCompleted;

        public void OnCompleted(Action continuation) => UnsafeOnCompleted(ExecutionContext.Bind(continuation));

        public void UnsafeOnCompleted(Action continuation)
        {
            if ((_options & ConfigureAwaitOptions.ForceYielding) != 0 && _task.IsCompleted) ThreadPool.Queue(continuation);
            else _task.OnCompleted(continuation);
        }

        public void GetResult()
        {
            if ((_options & ConfigureAwaitOptions.SuppressThrowing) == 0) _task.CompleteAwait();
            else _ = _task.WaitForCompletion(Timeout.Infinite, CancellationToken.None);
        }
    }
}

public readonly struct ConfiguredTaskAwaitable<TResult>
{
    private readonly ConfiguredTaskAwaiter _awaiter;

    internal ConfiguredTaskAwaitable(Task<TResult> task, ConfigureAwaitOptions options) => _awaiter = new ConfiguredTaskAwaiter(task, options);

    public ConfiguredTaskAwaiter GetAwaiter() => _awaiter;

    public readonly struct ConfiguredTaskAwaiter : ICriticalNotifyCompletion
    {
        private readonly Task<TResult> _task;
        private readonly ConfiguredTaskAwaitable.ConfiguredTaskAwaiter _plain;

        internal ConfiguredTaskAwaiter(Task<TResult> task, ConfigureAwaitOptions options)
        {
            _task = task;
            _plain = new ConfiguredTaskAwaitable.ConfiguredTaskAwaiter(task, options);
        }

        public bool IsCompleted => _plain.IsCompleted;

        public void OnCompleted(Action continuation) => _plain.OnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => _plain.UnsafeOnCompleted(continuation);

        public TResult GetResult()
        {
            _plain.GetResult();
            return _task.ResultOnSuccess;
        }
    }
}

/// <summary>Goes on later, on the thread pool.</summary>
public readonly struct YieldAwaitable
{
    public YieldAwaiter GetAwaiter() => default;

    public readonly struct YieldAwaiter : ICriticalNotifyCompletion
    {
        public bool IsCompleted => false;

        public void OnCompleted(Action continuation)
        {
            ArgumentNullException.ThrowIfNull(continuation);
            ThreadPool.Queue(ExecutionContext.Bind(continuation));
        }

        public void UnsafeOnCompleted(Action continuation)
        {
            ArgumentNullException.ThrowIfNull(continuation);
            ThreadPool.Queue(continuation);
        }

        public void GetResult()
        {
        }
    }
}
