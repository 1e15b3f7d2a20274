/** Recognizes people, places and organisations by name: an OpenNLP-trained model for English, dictionaries and context for Korean and Chinese. */
@NullMarked
package io.cloakroom.rules.engine.names;

import org.jspecify.annotations.NullMarked;
