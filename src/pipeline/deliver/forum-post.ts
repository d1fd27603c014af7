// Forum posts: a message as a forum takes it, under a name and with the tags named like its papers' categories.
import type { ForumTag, PostBody } from '../../domain/delivery.js';
import type { Paper } from '../../domain/paper.js';
import { plain } from '../../text/visible.js';

const NAME_POINTS = 100;
/** Discord's limit for the tags of a post. */
const MOST_TAGS = 5;

/** Tags named like a category of the papers, in any case; those of most papers first. */
function tagsFor(tags: readonly ForumTag[], papers: readonly Pick<Paper, 'categories'>[]): string[] {
  const categories = papers.map((paper) => paper.categories.map((category) => category.toLowerCase()));
  const uses = ({ name }: ForumTag): number => categories.filter((each) => each.includes(name.toLowerCase())).length;
  const used = tags.map((tag) => ({ id: tag.id, uses: uses(tag) })).filter((tag) => tag.uses > 0);
  return used
    .toSorted((a, b) => b.uses - a.uses)
    .slice(0, MOST_TAGS)
    .map(({ id }) => id);
}

export interface ForumPostOptions {
  readonly name: string;
  readonly message: PostBody['message'];
  /** The tags that the forum has. */
  readonly tags: readonly ForumTag[];
  readonly papers: readonly Pick<Paper, 'categories'>[];
}

export function forumPost({ name, message, tags, papers }: ForumPostOptions): PostBody {
  const applied = tagsFor(tags, papers);
  return { name: plain(name, NAME_POINTS), message, ...(applied.length > 0 ? { applied_tags: applied } : {}) };
}
