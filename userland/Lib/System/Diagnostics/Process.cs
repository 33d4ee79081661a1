// SPDX-License-Identifier: MIT
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Skift.Abi;
using Skift.Libc;

namespace System.Diagnostics;

/// <summary>A process: one that this program started, or any other by its number.</summary>
public partial class Process : IDisposable
{
    private const int SignalBase = 128;

    private readonly object _lock = new();

    /// <summary>A pidfd, which the kernel never gives to another process; -1 for none.</summary>
    private int _descriptor = -1;

    private int _id;
    private bool _isChild;
    private bool _hasExited;
    private bool _isExitCodeKnown;
    private int _exitCode;
    private DateTime _exitTime;

    public Process()
    {
    }

    private Process(int id, int descriptor)
    {
        _id = id;
        _descriptor = descriptor;
    }

    public ProcessStartInfo StartInfo
    {
        get
        {
            if (field == null && _id != 0) throw NotStartedHere();
            return field ??= new ProcessStartInfo();
        }

        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (_id != 0) throw new InvalidOperationException("Process is already associated with a real process, so the requested operation cannot be performed.");
            field = value;
        }
    }

    public int Id
    {
        get
        {
            CheckAssociated();
            return _id;
        }
    }

    public bool HasExited
    {
        get
        {
            CheckAssociated();
            if (_hasExited) return true;
            if (!HasEnded(0)) return false;
            RaiseExited();
            return true;
        }
    }

    /// <summary>What it gave to exit(2), or 128 and the number of the signal that ended it.</summary>
    public int ExitCode
    {
        get
        {
            CheckExited();
            if (!_isExitCodeKnown) throw NotStartedHere();
            return _exitCode;
        }
    }

    /// <summary>When this program learnt of its end.</summary>
    public DateTime ExitTime
    {
        get
        {
            CheckExited();
            return _exitTime;
        }
    }

    public void WaitForExit() => _ = WaitForExit(-1);

    public bool WaitForExit(TimeSpan timeout)
    {
        long milliseconds = (long)timeout.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, -1, nameof(timeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, int.MaxValue, nameof(timeout));
        return WaitForExit((int)milliseconds);
    }

    /// <param name="milliseconds">-1 waits for ever.</param>
    /// <returns>Whether it has ended.</returns>
    public bool WaitForExit(int milliseconds)
    {
        CheckAssociated();
        if (!HasEnded(milliseconds)) return false;
        if (milliseconds == Timeout.Infinite) WaitForLines();
        if (EnableRaisingEvents) RaiseExited();
        return true;
    }

    /// <summary>Sets <see cref="EnableRaisingEvents"/>, and waits for the last line as well where lines are read.</summary>
    public async Task WaitForExitAsync(CancellationToken cancellationToken = default)
    {
        CheckAssociated();
        EnableRaisingEvents = true;
        while (!HasEnded(0)) await EventLoop.WaitToRead(_descriptor, cancellationToken).ConfigureAwait(false);
        RaiseExited();
        await WaitForLinesAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Kill()
    {
        CheckAssociated();
        lock (_lock)
        {
            // Until it is reaped nobody else can have the number.
            if (HasEnded(0)) return;
            Errno error = Posix.Kill(_id, Signal.SIGKILL);
            if (error is not (Errno.None or Errno.ESRCH)) throw new ComponentModel.Win32Exception((int)error);
        }
    }

    /// <param name="entireProcessTree">Also those that it started, and those that they started.</param>
    public void Kill(bool entireProcessTree)
    {
        if (entireProcessTree) ProcessTree.Kill(this);
        else Kill();
    }

    /// <summary>Forgets the process; it goes on.</summary>
    public void Close()
    {
        StopWatching();
        lock (_lock)
        {
            if (_descriptor >= 0)
            {
                ClosingDescriptor.Tell(_descriptor);
                _ = Posix.Close(_descriptor);
            }

            _descriptor = -1;
            _id = 0;
            _hasExited = false;
            _isExitCodeKnown = false;
        }

        ForgetStreams();
    }

    /// <summary>Closes the object's streams and <see cref="Close"/>.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    public override string ToString() => _id == 0 ? GetType().ToString() : $"{GetType()} ({ProcessName})";

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) Close();
    }

    private bool HasEnded(int milliseconds)
    {
        if (_hasExited) return true;
        int descriptor = _descriptor;
        if (!WaitReadable(descriptor, milliseconds)) return false;
        lock (_lock)
        {
            // Closed meanwhile, and perhaps another's by now.
            if (_descriptor != descriptor) return false;
            if (!_hasExited) Reap();
        }

        return true;
    }

    private static bool WaitReadable(int descriptor, int milliseconds)
    {
        long end = Environment.TickCount64 + milliseconds;
        Span<PollDescriptor> one = [new PollDescriptor { fd = descriptor, events = PollEvents.POLLIN }];
        while (true)
        {
            if (Posix.Poll(one, milliseconds).Try(out int count, out Errno error)) return count > 0;
            if (error != Errno.EINTR) throw new ComponentModel.Win32Exception((int)error);
            if (milliseconds > 0) milliseconds = (int)Math.Max(end - Environment.TickCount64, 0);
        }
    }

    /// <summary>Takes the status of a child that has ended.</summary>
    private void Reap()
    {
        if (_isChild)
        {
            Result<int> answer;
            int status;
            do answer = Posix.Wait4(_id, out status);
            while (answer.Error == Errno.EINTR);
            _isExitCodeKnown = answer.IsSuccess;
            _exitCode = WaitStatus.IsExited(status) ? WaitStatus.ExitCode(status) : SignalBase + (int)WaitStatus.TerminatingSignal(status);
        }

        _exitTime = DateTime.Now;
        _hasExited = true;
    }

    private static InvalidOperationException NotStartedHere() =>
        new("Process was not started by this object, so requested information cannot be determined.");

    private void CheckAssociated()
    {
        if (_id == 0) throw new InvalidOperationException("No process is associated with this object.");
    }

    private void CheckExited()
    {
        if (!HasExited) throw new InvalidOperationException("Process must exit before requested information can be determined.");
    }
}
