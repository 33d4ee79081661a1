// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Libc;

namespace System.Threading;

public delegate void ThreadStart();

public delegate void ParameterizedThreadStart(object? obj);

/// <summary>A thread of the kernel's.</summary>
public sealed class Thread
{
    [ThreadStatic]
    private static Thread? t_current;

    private readonly object _gate = new();
    private readonly Delegate? _start;
    private readonly int _stackSize;
    private object? _argument;
    private ExecutionContext _context = ExecutionContext.Default;
    private string? _name;
    private ThreadState _state = ThreadState.Unstarted;

    public Thread(ThreadStart start, int maxStackSize = 0)
        : this(maxStackSize, start)
    {
    }

    public Thread(ParameterizedThreadStart start, int maxStackSize = 0)
        : this(maxStackSize, start)
    {
    }

    private Thread(int maxStackSize, Delegate start)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentOutOfRangeException.ThrowIfNegative(maxStackSize);
        _start = start;
        _stackSize = maxStackSize;
        ManagedThreadId = Posix.ReserveManagedThreadId();
    }

    // For a thread that runs already: the main one.
    private Thread()
    {
        _state = ThreadState.Running;
        ManagedThreadId = Environment.CurrentManagedThreadId;
    }

    public static Thread CurrentThread => t_current ??= new Thread();

    public int ManagedThreadId { get; }

    /// <summary>Kept for whoever asks; Linux schedules all threads alike.</summary>
    public ThreadPriority Priority { get; set; } = ThreadPriority.Normal;

    public bool IsThreadPoolThread { get; internal init; }

    public bool IsAlive
    {
        get
        {
            lock (_gate) return (_state & (ThreadState.Unstarted | ThreadState.Stopped)) == 0;
        }
    }

    public ThreadState ThreadState
    {
        get
        {
            lock (_gate) return _state;
        }
    }

    /// <summary>The kernel knows the first 15 bytes of it (<c>/proc/PID/task/TID/comm</c>).</summary>
    public string? Name
    {
        get => _name;
        set
        {
            _name = value;
            if (this == t_current && value != null) _ = Posix.SetThreadName(value);
        }
    }

    /// <summary>A background thread does not keep the process alive when <c>Main</c> has returned.</summary>
    public bool IsBackground
    {
        get
        {
            lock (_gate)
            {
                ThrowIfStopped();
                return (_state & ThreadState.Background) != 0;
            }
        }

        set
        {
            lock (_gate)
            {
                ThrowIfStopped();
                if (value == ((_state & ThreadState.Background) != 0)) return;

                _state ^= ThreadState.Background;
                // Main's end is not a matter of this flag: the process goes on as long as others do.
                if (_start != null && (_state & ThreadState.Unstarted) == 0) Posix.AddForegroundThreads(value ? -1 : 1);
            }
        }
    }

    public void Start() => Begin(null, isParameterGiven: false, ExecutionContext.Capture() ?? ExecutionContext.Default);

    public void Start(object? parameter) => Begin(parameter, isParameterGiven: true, ExecutionContext.Capture() ?? ExecutionContext.Default);

    /// <summary>Without the context of the caller.</summary>
    public void UnsafeStart() => Begin(null, isParameterGiven: false, ExecutionContext.Default);

    public void UnsafeStart(object? parameter) => Begin(parameter, isParameterGiven: true, ExecutionContext.Default);

    private void Begin(object? parameter, bool isParameterGiven, ExecutionContext context)
    {
        if (isParameterGiven && _start is ThreadStart)
        {
            throw new InvalidOperationException("The thread was created with a ThreadStart delegate that does not accept a parameter.");
        }

        lock (_gate)
        {
            if ((_state & ThreadState.Unstarted) == 0) throw new ThreadStateException("Thread is running or terminated; it cannot restart.");

            _argument = parameter;
            _context = context;
            if ((_state & ThreadState.Background) == 0) Posix.AddForegroundThreads(1);
            if (!Posix.StartThread(Run, _stackSize).Try(out _, out Errno error))
            {
                if ((_state & ThreadState.Background) == 0) Posix.AddForegroundThreads(-1);
                throw new OutOfMemoryException($"Insufficient memory to start a thread ({error}).");
            }

            _state &= ~ThreadState.Unstarted;
        }
    }

    private void Run()
    {
        Posix.AdoptManagedThreadId(ManagedThreadId);
        t_current = this;
        if (_name != null) _ = Posix.SetThreadName(_name);
        _ = ExecutionContext.Enter(_context);
        if (_start is ThreadStart start) start();
        else ((ParameterizedThreadStart)_start!)(_argument);
        lock (_gate)
        {
            if ((_state & ThreadState.Background) == 0) Posix.AddForegroundThreads(-1);
            _state = ThreadState.Stopped;
            Monitor.PulseAll(_gate);
        }
    }

    public void Join() => Join(Timeout.Infinite);

    public bool Join(TimeSpan timeout) => Join(Timeout.ToMilliseconds(timeout));

    public bool Join(int millisecondsTimeout)
    {
        Timeout.Check(millisecondsTimeout);
        Deadline deadline = new(millisecondsTimeout);
        lock (_gate)
        {
            if ((_state & ThreadState.Unstarted) != 0) throw new ThreadStateException("Thread has not been started.");

            while ((_state & ThreadState.Stopped) == 0)
            {
                if (!deadline.Wait(_gate)) return (_state & ThreadState.Stopped) != 0;
            }
        }

        return true;
    }

    public static void Sleep(TimeSpan timeout) => Sleep(Timeout.ToMilliseconds(timeout));

    public static void Sleep(int millisecondsTimeout)
    {
        Timeout.Check(millisecondsTimeout);
        if (millisecondsTimeout == 0)
        {
            _ = Yield();
            return;
        }

        // Long enough to be for ever: 68 years.
        long seconds = millisecondsTimeout < 0 ? int.MaxValue : millisecondsTimeout / 1000;
        Timespec left = new(seconds, millisecondsTimeout < 0 ? 0 : millisecondsTimeout % 1000 * 1_000_000L);
        do
        {
            while (Posix.Nanosleep(left, out Timespec rest) == Errno.EINTR) left = rest;
        }
        while (millisecondsTimeout < 0);
    }

    public static bool Yield()
    {
        Posix.SchedYield();
        return true;
    }

    public static void SpinWait(int iterations)
    {
        for (int i = 0; i < iterations; i++) _ = Volatile.Read(ref i);
    }

    public static void MemoryBarrier() => Interlocked.MemoryBarrier();

    public override int GetHashCode() => ManagedThreadId;

    private void ThrowIfStopped()
    {
        if ((_state & ThreadState.Stopped) != 0) throw new ThreadStateException("Thread is dead; state cannot be accessed.");
    }
}
