// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Libc;

namespace System
{
    /// <summary>The time zone that TZ chooses, or /etc/localtime.</summary>
    internal sealed class ProcessZone : LocalZone
    {
        private readonly object _lock = new();

        protected override int OffsetAt(long seconds, out bool isDaylight)
        {
            lock (_lock) return Posix.LocalOffset(seconds, out isDaylight);
        }
    }
}

namespace Internal.Runtime.CompilerHelpers
{
    /// <summary>Called by what ILC makes of a program (<c>--initassembly</c>) before its Main.</summary>
    internal static class LibraryInitializer
    {
        /// <summary>What the zone does is in a program only if something asks for local time: nothing else calls it.</summary>
        public static void InitializeLibrary() => System.Runtime.LocalZone.Set(new System.ProcessZone());
    }
}
