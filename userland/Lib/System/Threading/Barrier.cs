// SPDX-License-Identifier: MIT
namespace System.Threading;

/// <summary>Threads that go from phase to phase together.</summary>
public class Barrier : IDisposable
{
    private readonly object _gate = new();
    private readonly Action<Barrier>? _postPhaseAction;
    private Exception? _failure;
    private int _arrived;
    private int _actionThread;

    public Barrier(int participantCount)
        : this(participantCount, null)
    {
    }

    public Barrier(int participantCount, Action<Barrier>? postPhaseAction)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(participantCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(participantCount, short.MaxValue);
        ParticipantCount = participantCount;
        _postPhaseAction = postPhaseAction;
    }

    public int ParticipantCount { get; private set; }

    public int ParticipantsRemaining => ParticipantCount - _arrived;

    public long CurrentPhaseNumber { get; private set; }

    public long AddParticipant() => AddParticipants(1);

    /// <summary>The phase from which on they count.</summary>
    public long AddParticipants(int participantCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(participantCount);
        lock (_gate)
        {
            CheckNotInAction();
            if (participantCount > short.MaxValue - ParticipantCount) throw new InvalidOperationException("Adding participantCount participants would result in the number of participants exceeding the maximum number allowed.");

            ParticipantCount += participantCount;
            return CurrentPhaseNumber;
        }
    }

    public void RemoveParticipant() => RemoveParticipants(1);

    public void RemoveParticipants(int participantCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(participantCount);
        lock (_gate)
        {
            CheckNotInAction();
            ArgumentOutOfRangeException.ThrowIfGreaterThan(participantCount, ParticipantCount);
            if (ParticipantCount - participantCount < _arrived) throw new InvalidOperationException("The participantCount argument is greater than the number of participants that haven't yet arrived at the barrier in this phase.");

            ParticipantCount -= participantCount;
            if (ParticipantCount > 0 && _arrived == ParticipantCount) EndPhase();
        }
    }

    public void SignalAndWait() => _ = SignalAndWait(Timeout.Infinite, CancellationToken.None);

    public void SignalAndWait(CancellationToken cancellationToken) => _ = SignalAndWait(Timeout.Infinite, cancellationToken);

    public bool SignalAndWait(TimeSpan timeout) => SignalAndWait(Timeout.ToMilliseconds(timeout), CancellationToken.None);

    public bool SignalAndWait(int millisecondsTimeout) => SignalAndWait(millisecondsTimeout, CancellationToken.None);

    /// <summary>False if the others did not arrive in time; then this thread has not arrived either.</summary>
    public bool SignalAndWait(int millisecondsTimeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Timeout.Check(millisecondsTimeout);
        Deadline deadline = new(millisecondsTimeout);
        using CancellationTokenRegistration registration = cancellationToken.WakeWhenCancelled(_gate);
        lock (_gate)
        {
            CheckNotInAction();
            if (ParticipantCount == 0) throw new InvalidOperationException("The barrier has no registered participants.");

            long phase = CurrentPhaseNumber;
            if (++_arrived == ParticipantCount) EndPhase();
            while (CurrentPhaseNumber == phase)
            {
                bool isCancelled = cancellationToken.IsCancellationRequested;
                if (!isCancelled && (deadline.Wait(_gate) || !deadline.HasPassed)) continue;
                if (CurrentPhaseNumber != phase) break;

                _arrived--;
                cancellationToken.ThrowIfCancellationRequested();
                return false;
            }

            if (_failure != null) throw new BarrierPostPhaseException(_failure);
            return true;
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    private void EndPhase()
    {
        _failure = null;
        if (_postPhaseAction != null)
        {
            _actionThread = Environment.CurrentManagedThreadId;
            try
            {
                _postPhaseAction(this);
            }
            catch (Exception failure)
            {
                _failure = failure;
            }

            _actionThread = 0;
        }

        _arrived = 0;
        CurrentPhaseNumber++;
        Monitor.PulseAll(_gate);
    }

    private void CheckNotInAction()
    {
        if (_actionThread == Environment.CurrentManagedThreadId) throw new InvalidOperationException("This method may not be called from within the postPhaseAction.");
    }
}
