// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace Skift.Names;

/// <summary>A type as the table shows it.</summary>
/// <param name="Hash">ILC's hash of the name, which every MethodTable carries.</param>
/// <param name="Name">Namespace and name, nested types behind <c>+</c>, as <c>Type.FullName</c> gives it.</param>
/// <param name="NamespaceLength">How much of it is the namespace, without the dot.</param>
internal sealed record TypeRecord(uint Hash, string Name, int NamespaceLength, bool IsFlags, IReadOnlyList<(string Name, ulong Value)> Members);
