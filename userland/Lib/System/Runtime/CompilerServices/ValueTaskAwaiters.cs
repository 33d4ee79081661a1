// SPDX-License-Identifier: MIT
using System.Threading;
using System.Threading.Tasks;

namespace System.Runtime.CompilerServices;

/// <summary>What <c>await</c> uses of a value task.</summary>
public readonly struct ValueTaskAwaiter : ICriticalNotifyCompletion
{
    private readonly ValueTask _task;

    internal ValueTaskAwaiter(ValueTask task) => _task = task;

    public bool IsCompleted => _task.IsCompleted;

    public void OnCompleted(Action continuation) => _task.OnCompleted(ExecutionContext.Bind(continuation));

    public void UnsafeOnCompleted(Action continuation) => _task.OnCompleted(continuation);

    public void GetResult() => _task.GetResult();
}

public readonly struct ValueTaskAwaiter<TResult> : ICriticalNotifyCompletion
{
    private readonly ValueTask<TResult> _task;

    internal ValueTaskAwaiter(ValueTask<TResult> task) => _task = task;

    public bool IsCompleted => _task.IsCompleted;

    public void OnCompleted(Action continuation) => _task.OnCompleted(ExecutionContext.Bind(continuation));

    public void UnsafeOnCompleted(Action continuation) => _task.OnCompleted(continuation);

    public TResult GetResult() => _task.Result;
}

public readonly struct ConfiguredValueTaskAwaitable
{
    private readonly ConfiguredValueTaskAwaiter _awaiter;

    internal ConfiguredValueTaskAwaitable(ValueTask task) => _awaiter = new ConfiguredValueTaskAwaiter(task);

    public ConfiguredValueTaskAwaiter GetAwaiter() => _awaiter;

    public readonly struct ConfiguredValueTaskAwaiter : ICriticalNotifyCompletion
    {
        private readonly ValueTask _task;

        internal ConfiguredValueTaskAwaiter(ValueTask task) => _task = task;

        public bool IsCompleted => _task.IsCompleted;

        public void OnCompleted(Action continuation) => _task.OnCompleted(ExecutionContext.Bind(continuation));

        public void UnsafeOnCompleted(Action continuation) => _task.OnCompleted(continuation);

        public void GetResult() => _task.GetResult();
    }
}

public readonly struct ConfiguredValueTaskAwaitable<TResult>
{
    private readonly ConfiguredValueTaskAwaiter _awaiter;

    internal ConfiguredValueTaskAwaitable(ValueTask<TResult> task) => _awaiter = new ConfiguredValueTaskAwaiter(task);

    public ConfiguredValueTaskAwaiter GetAwaiter() => _awaiter;

    public readonly struct ConfiguredValueTaskAwaiter : ICriticalNotifyCompletion
    {
        private readonly ValueTask<TResult> _task;

        internal ConfiguredValueTaskAwaiter(ValueTask<TResult> task) => _task = task;

        public bool IsCompleted => _task.IsCompleted;

        public void OnCompleted(Action continuation) => _task.OnCompleted(ExecutionContext.Bind(continuation));

        public void UnsafeOnCompleted(Action continuation) => _task.OnCompleted(continuation);

        public TResult GetResult() => _task.Result;
    }
}
