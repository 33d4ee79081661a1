// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>pthread.h: handlers around fork.</summary>
public static unsafe partial class C
{
    private struct ForkHandlers
    {
        internal delegate* unmanaged[Cdecl, SuppressGCTransition]<void> Prepare;
        internal delegate* unmanaged[Cdecl, SuppressGCTransition]<void> Parent;
        internal delegate* unmanaged[Cdecl, SuppressGCTransition]<void> Child;
        internal ForkHandlers* Older;
        internal ForkHandlers* Newer;
    }

    private static class ForkHandlerList
    {
        internal static ForkHandlers* Newest;
        internal static ForkHandlers* Oldest;
    }

    /// <returns>0, or ENOMEM.</returns>
    [RuntimeExport("pthread_atfork")]
    public static int pthread_atfork(
        delegate* unmanaged[Cdecl, SuppressGCTransition]<void> prepare, delegate* unmanaged[Cdecl, SuppressGCTransition]<void> parent,
        delegate* unmanaged[Cdecl, SuppressGCTransition]<void> child)
    {
        ForkHandlers* handlers = (ForkHandlers*)malloc((nuint)sizeof(ForkHandlers));
        if (handlers == null)
        {
            return (int)Errno.ENOMEM;
        }

        *handlers = new ForkHandlers { Prepare = prepare, Parent = parent, Child = child };
        LibraryLock.Enter(ref LibraryLocks.All.ForkHandlers);
        handlers->Older = ForkHandlerList.Newest;
        if (ForkHandlerList.Newest == null)
        {
            ForkHandlerList.Oldest = handlers;
        }
        else
        {
            ForkHandlerList.Newest->Newer = handlers;
        }

        ForkHandlerList.Newest = handlers;
        ForkHook.Run = &RunForkHandlers;
        LibraryLock.Leave(ref LibraryLocks.All.ForkHandlers);
        return 0;
    }

    /// <summary>Before, the newest first; after, the oldest first (POSIX.1-2008 pthread_atfork()).</summary>
    private static void RunForkHandlers(int when)
    {
        // Handlers are never taken off, so a list that grows meanwhile does no harm.
        LibraryLock.Enter(ref LibraryLocks.All.ForkHandlers);
        ForkHandlers* handlers = when == BeforeFork ? ForkHandlerList.Newest : ForkHandlerList.Oldest;
        LibraryLock.Leave(ref LibraryLocks.All.ForkHandlers);
        for (; handlers != null; handlers = when == BeforeFork ? handlers->Older : handlers->Newer)
        {
            delegate* unmanaged[Cdecl, SuppressGCTransition]<void> handler =
                when == BeforeFork ? handlers->Prepare : when == ForkParent ? handlers->Parent : handlers->Child;
            if (handler != null)
            {
                handler();
            }
        }
    }
}
