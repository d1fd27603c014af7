// Why a person may not use a command where they are: by where it works, and by the rights that it asks for.
import { InteractionContextType, type APIApplicationCommand } from 'discord-api-types/v10';

export function commandRefusal(
  { default_member_permissions: asked, contexts }: APIApplicationCommand,
  { isAdmin, isDirect }: { readonly isAdmin: boolean; readonly isDirect: boolean },
): 'notAllowed' | 'notHere' | null {
  const place = isDirect ? InteractionContextType.BotDM : InteractionContextType.Guild;
  if (contexts?.includes(place) === false) return 'notHere';
  return isAdmin || isDirect || asked === null ? null : 'notAllowed';
}
