// SPDX-License-Identifier: MIT
namespace System.Threading;

/// <summary>An object for locking only. The compiler's <c>lock</c> statement calls <see cref="EnterScope"/> for it.</summary>
public sealed class Lock
{
    // Monitor's own words are in every object; going through another object keeps the compiler from warning about a lock on a Lock.
    private readonly object _gate = new();

    public bool IsHeldByCurrentThread => Monitor.IsEntered(_gate);

    public void Enter() => Monitor.Enter(_gate);

    public bool TryEnter() => Monitor.TryEnter(_gate);

    public bool TryEnter(int millisecondsTimeout) => Monitor.TryEnter(_gate, millisecondsTimeout);

    public bool TryEnter(TimeSpan timeout) => Monitor.TryEnter(_gate, Timeout.ToMilliseconds(timeout));

    public void Exit() => Monitor.Exit(_gate);

    public Scope EnterScope()
    {
        Enter();
        return new Scope(this);
    }

    /// <summary>The time that the lock is held; disposing it leaves the lock.</summary>
    public ref struct Scope
    {
        private Lock? _lock;

        internal Scope(Lock entered) => _lock = entered;

        public void Dispose()
        {
            Lock? held = _lock;
            if (held == null) return;

            _lock = null;
            held.Exit();
        }
    }
}
