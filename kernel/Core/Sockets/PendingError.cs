// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Core.Sockets;

/// <summary>An error that came from outside and waits for the next call or for SO_ERROR, which reports it once. The owner locks it.</summary>
public struct PendingError
{
    private Errno _error;

    public readonly bool IsSet => _error != Errno.None;

    public void Set(Errno error) => _error = error;

    /// <summary>Hands it over; there is none any more.</summary>
    public Errno Take()
    {
        Errno error = _error;
        _error = Errno.None;
        return error;
    }
}
