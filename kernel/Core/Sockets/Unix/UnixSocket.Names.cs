// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Machine;

namespace Skift.Core.Sockets.Unix;

internal sealed partial class UnixSocket
{
    private const uint AutomaticNames = 1 << 20;

    private static FileView View
    {
        get
        {
            UserThread thread = UserThread.Current;
            return new FileView(thread.FileSystem, thread.Process.Credentials);
        }
    }

    /// <summary>bind(2): makes a file, takes an abstract name, or (for no name at all) any free abstract name.</summary>
    /// <returns>EINVAL for a bad address or a socket that has a name; EADDRINUSE; what making the file gives.</returns>
    public override Errno Bind(ReadOnlySpan<byte> address)
    {
        if (address.Length == SocketAddress.FamilyBytes && UnixAddress.FamilyOf(address) == AddressFamily.AF_UNIX) return BindAutomatically();
        Errno error = UnixAddress.Check(address);
        if (error != Errno.None) return error;
        UnixAddress name = UnixAddress.From(address);
        return name.IsAbstract ? BindAbstract(name) : BindPath(name);
    }

    private Errno BindAbstract(UnixAddress name)
    {
        using SpinLock<UnixLinks>.Guard links = UnixTable.Lock();
        if (Address is not null) return Errno.EINVAL;
        return TakeName(links.Value, name) ? Errno.None : Errno.EADDRINUSE;
    }

    private bool TakeName(UnixLinks links, UnixAddress name)
    {
        if (links.Find(name, Type) is not null) return false;
        Address = name;
        links.BucketOf(name).Add(NameLink);
        return true;
    }

    private Errno BindAutomatically()
    {
        for (uint tries = 0; tries < AutomaticNames; tries++)
        {
            uint number;
            using (SpinLock<UnixLinks>.Guard links = UnixTable.Lock())
            {
                if (Address is not null) return Errno.None;
                number = links.Value.NextAutomatic++ % AutomaticNames;
            }

            UnixAddress name = UnixAddress.Automatic(number);
            using (SpinLock<UnixLinks>.Guard links = UnixTable.Lock())
            {
                if (Address is not null || TakeName(links.Value, name)) return Errno.None;
            }
        }

        return Errno.ENOSPC;
    }

    /// <summary>A socket that passes credentials needs a name that they can be answered to.</summary>
    private Errno BindIfPassing() =>
        Settings.Has(SocketFlags.PassCredentials) && Address is null ? BindAutomatically() : Errno.None;

    private Errno BindPath(UnixAddress name)
    {
        FileView view = View;
        // The file's mode is the socket's, as fchmod(2) may have left it.
        StatMode mode = (File?.Inode.Attributes.Mode ?? StatMode.S_IRWXU | StatMode.S_IRWXG | StatMode.S_IRWXO) & StatMode.Permissions;
        if (!view.MakeSocket(name.Name, mode).Try(out Path path, out Errno error)) return error == Errno.EEXIST ? Errno.EADDRINUSE : error;
        bool isBound = false;
        using (SpinLock<UnixLinks>.Guard links = UnixTable.Lock())
        {
            if (Address is null)
            {
                Address = name;
                _boundPath = path;
                path.Inode.BoundSocket = this;
                isBound = true;
            }
        }

        if (isBound) return Errno.None;
        _ = view.Unlink(name.Name);
        path.Release();
        return Errno.EINVAL;
    }

    /// <summary>The socket that an address names, for a socket of the same type.</summary>
    /// <returns>ECONNREFUSED: nobody has the name; EACCES, ENOENT and others from the walk; EPROTOTYPE: a socket of another type.</returns>
    private Result<UnixSocket> Find(UnixAddress name)
    {
        if (name.IsAbstract)
        {
            using SpinLock<UnixLinks>.Guard links = UnixTable.Lock();
            return links.Value.Find(name, Type) is UnixSocket named ? named : Errno.ECONNREFUSED;
        }

        FileView view = View;
        if (!view.Find(name.Name, WalkFlags.Follow).Try(out Path path, out Errno error)) return error;
        error = view.CheckPermission(path, AccessMode.W_OK);
        if (error != Errno.None) return error;
        UnixSocket? found;
        using (SpinLock<UnixLinks>.Guard links = UnixTable.Lock())
        {
            found = path.Inode.BoundSocket as UnixSocket;
        }

        if (found is null) return Errno.ECONNREFUSED;
        return found.Type == Type ? found : Errno.EPROTOTYPE;
    }
}
