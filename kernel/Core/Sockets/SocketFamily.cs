// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Sockets;

/// <summary>A family of protocols that <c>socket(2)</c> can name. One instance per family, registered at boot.</summary>
public abstract class SocketFamily
{
    private static readonly SpinLock<SocketFamily?[]> s_families = new(new SocketFamily?[AddressFamily.AF_MAX]);

    /// <summary>One of <see cref="AddressFamily"/>.</summary>
    public abstract int Number { get; }

    /// <summary>Makes a socket. ESOCKTNOSUPPORT for a type, EPROTONOSUPPORT for a protocol that it does not have; EPERM, EACCES.</summary>
    public abstract Result<Socket> Create(SocketType type, int protocol);

    public static void Register(SocketFamily family)
    {
        using SpinLock<SocketFamily?[]>.Guard families = s_families.Lock();
        families.Value[family.Number] = family;
    }

    /// <summary>Checks and makes what socket(2) asks for, in Linux's order: EAFNOSUPPORT for an impossible family, EINVAL for an impossible type,
    /// EAFNOSUPPORT for a family that is not there, then the family's own.</summary>
    public static Result<Socket> CreateSocket(int family, int type, int protocol)
    {
        if (family is < 0 or >= AddressFamily.AF_MAX) return Errno.EAFNOSUPPORT;
        if (type is < 0 or >= (int)SocketType.SOCK_MAX) return Errno.EINVAL;
        SocketFamily? found;
        using (SpinLock<SocketFamily?[]>.Guard families = s_families.Lock())
        {
            found = families.Value[family];
        }

        return found is null ? Errno.EAFNOSUPPORT : found.Create((SocketType)type, protocol);
    }
}
