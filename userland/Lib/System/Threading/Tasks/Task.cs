// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace System.Threading.Tasks;

/// <summary>Something that will be complete: work on the thread pool, an async method, or what a <see cref="TaskCompletionSource"/> says.</summary>
public partial class Task : IAsyncResult, IDisposable
{
    private static readonly object s_completed = new();

    private static int s_lastId;

    [ThreadStatic]
    private static Task? t_current;

    private readonly Delegate? _body;

    // Of whoever made the task; the body runs in it.
    private readonly ExecutionContext? _context;
    private readonly TaskCreationOptions _options;
    private int _status;
    private int _id;

    // An Action, a List<Action> (its own lock), or s_completed.
    private object? _continuations;

    // One, or a list of them.
    private object? _failure;

    public Task(Action action, CancellationToken cancellationToken = default, TaskCreationOptions creationOptions = TaskCreationOptions.None)
        : this(cancellationToken, creationOptions, action ?? throw new ArgumentNullException(nameof(action)))
    {
    }

    public Task(Action<object?> action, object? state, CancellationToken cancellationToken = default, TaskCreationOptions creationOptions = TaskCreationOptions.None)
        : this(cancellationToken, creationOptions, action ?? throw new ArgumentNullException(nameof(action)), state)
    {
    }

    private protected Task(CancellationToken cancellationToken, TaskCreationOptions options, Delegate body, object? state = null)
    {
        _body = body;
        _context = ExecutionContext.Capture() ?? ExecutionContext.Default;
        _options = options;
        AsyncState = state;
        CancellationToken = cancellationToken;
        if (cancellationToken.IsCancellationRequested) _ = TryCancel(cancellationToken);
    }

    /// <summary>A task that somebody else completes.</summary>
    internal Task(object? state, TaskCreationOptions options)
    {
        _options = options;
        _status = (int)TaskStatus.WaitingForActivation;
        AsyncState = state;
    }

    public static Task CompletedTask { get; } = FromResult(default(VoidResult));

    public static TaskFactory Factory { get; } = new();

    public static int? CurrentId => t_current?.Id;

    public int Id
    {
        get
        {
            if (_id == 0) _ = Interlocked.CompareExchange(ref _id, Interlocked.Increment(ref s_lastId), 0);
            return _id;
        }
    }

    public TaskStatus Status
    {
        get
        {
            int status = Volatile.Read(ref _status);
            if (status != Completing) return (TaskStatus)status;

            return HasBody ? TaskStatus.Running : TaskStatus.WaitingForActivation;
        }
    }

    /// <summary>The same as a value task tells it.</summary>
    internal Sources.ValueTaskSourceStatus SourceStatus => Status switch
    {
        TaskStatus.RanToCompletion => Sources.ValueTaskSourceStatus.Succeeded,
        TaskStatus.Faulted => Sources.ValueTaskSourceStatus.Faulted,
        TaskStatus.Canceled => Sources.ValueTaskSourceStatus.Canceled,
        _ => Sources.ValueTaskSourceStatus.Pending,
    };

    public bool IsCompleted => Status >= TaskStatus.RanToCompletion;

    public bool IsCompletedSuccessfully => Status == TaskStatus.RanToCompletion;

    public bool IsCanceled => Status == TaskStatus.Canceled;

    public bool IsFaulted => Status == TaskStatus.Faulted;

    public TaskCreationOptions CreationOptions => _options;

    public object? AsyncState { get; }

    /// <summary>Why it failed; null unless it did.</summary>
    public AggregateException? Exception
    {
        get
        {
            if (!IsFaulted) return null;

            List<Exception> inner = [];
            foreach (ExceptionDispatchInfo failure in Failures) inner.Add(failure.SourceException);
            return new AggregateException(inner);
        }
    }

    WaitHandle IAsyncResult.AsyncWaitHandle
    {
        get
        {
            ManualResetEvent handle = new(false);
            OnCompleted(() => handle.Set());
            return handle;
        }
    }

    bool IAsyncResult.CompletedSynchronously => false;

    internal CancellationToken CancellationToken { get; private set; }

    internal bool HasBody => _body != null;

    /// <summary>The failures of a faulted task; the cancellation of a cancelled one, if it came as an exception.</summary>
    internal IReadOnlyList<ExceptionDispatchInfo> Failures =>
        _failure switch
        {
            null => [],
            ExceptionDispatchInfo one => [one],
            _ => (List<ExceptionDispatchInfo>)_failure,
        };

    public void Start() => Schedule(TaskStatus.Created);

    public void RunSynchronously()
    {
        CheckStart(TaskStatus.Created);
        Execute();
    }

    public TaskAwaiter GetAwaiter() => new(this);

    public ConfiguredTaskAwaitable ConfigureAwait(bool continueOnCapturedContext) =>
        new(this, continueOnCapturedContext ? ConfigureAwaitOptions.ContinueOnCapturedContext : ConfigureAwaitOptions.None);

    public ConfiguredTaskAwaitable ConfigureAwait(ConfigureAwaitOptions options) => new(this, options);

    public static YieldAwaitable Yield() => default;

    public void Dispose()
    {
        if (!IsCompleted) throw new InvalidOperationException("A task may only be disposed if it is in a completion state (RanToCompletion, Faulted or Canceled).");

        GC.SuppressFinalize(this);
    }

    /// <summary>Calls the body and keeps what it gives.</summary>
    private protected virtual void Invoke(Delegate body)
    {
        if (body is Action action) action();
        else ((Action<object?>)body)(AsyncState);
    }

    internal void Schedule(TaskStatus expected = TaskStatus.Created)
    {
        CheckStart(expected);
        if ((_options & TaskCreationOptions.LongRunning) != 0) new Thread(Execute) { IsBackground = true, Name = ".NET Long Running Task" }.Start();
        else ThreadPool.Queue(Execute);
    }

    private void CheckStart(TaskStatus expected)
    {
        if (!HasBody) throw new InvalidOperationException("Start may not be called on a promise-style task.");
        if (Interlocked.CompareExchange(ref _status, (int)TaskStatus.WaitingToRun, (int)expected) == (int)expected) return;

        throw new InvalidOperationException(IsCompleted ? "Start may not be called on a task that has completed." : "Start may not be called on a task that was already started.");
    }

    private void Execute()
    {
        if (Interlocked.CompareExchange(ref _status, (int)TaskStatus.Running, (int)TaskStatus.WaitingToRun) != (int)TaskStatus.WaitingToRun) return;

        if (CancellationToken.IsCancellationRequested)
        {
            _ = TryCancel(CancellationToken);
            return;
        }

        Task? outer = t_current;
        t_current = this;
        ExecutionContext before = ExecutionContext.Enter(_context!);
        try
        {
            Invoke(_body!);
        }
        catch (OperationCanceledException cancelled) when (CancellationToken.IsCancellationRequested && cancelled.CancellationToken == CancellationToken)
        {
            _ = TryCancel(cancelled.CancellationToken, ExceptionDispatchInfo.Capture(cancelled));
            return;
        }
        catch (Exception failure)
        {
            _ = TryFail(failure);
            return;
        }
        finally
        {
            _ = ExecutionContext.Enter(before);
            t_current = outer;
        }

        _ = TrySucceed();
    }
}

/// <summary>The result of tasks that have none.</summary>
internal readonly struct VoidResult
{
}
